package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;

/** What becomes of bodies at endpoints that convert (contract E4): asked before anything is sent. */
public interface BodyConversion {
    /** Takes every template, and says of no body what becomes of it. */
    BodyConversion NONE = new BodyConversion() {
        @Override
        public void requireUsable(TransformationTemplate template) {}

        @Override
        public Optional<Converted> request(Endpoint endpoint, Trial.Request request) {
            return Optional.empty();
        }
    };

    /** @throws ManagerException {@code BAD_USER_INPUT} when it cannot be used; says why */
    void requireUsable(TransformationTemplate template);

    /**
     * The body that the backend of an endpoint would be sent; empty where that is not known.
     *
     * @param request with a body
     * @throws ManagerException {@code BAD_USER_INPUT} when it cannot be converted; says why
     */
    Optional<Converted> request(Endpoint endpoint, Trial.Request request);

    /** @param soapAction value of that header; empty for none */
    record Converted(String body, String contentType, Optional<String> soapAction) {
        public Converted {
            requireNonNull(body, "body");
            requireNonNull(contentType, "contentType");
            requireNonNull(soapAction, "soapAction");
        }
    }
}
