package dev.productify.manager.domain.backend;

/** What the status of an answer to a callback means (contract R3; Standard Webhooks 1.0.0, "Operational considerations"). */
public enum CallbackResult {
    /** It was taken: 2xx. */
    TAKEN,
    /** It was not, and may be another time; a redirect is no success either. */
    NOT_TAKEN,
    /** The backend wants no more of them: 410. */
    GONE;

    /** @param status of HTTP */
    public static CallbackResult of(int status) {
        if (status == 410) {
            return GONE;
        }
        return status >= 200 && status <= 299 ? TAKEN : NOT_TAKEN;
    }
}
