package dev.productify.manager.esb.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.ports.trigger.Callback;
import java.util.LinkedHashMap;
import java.util.Map;

/** What backends are sent (contract R3). */
final class CallbackBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CallbackBody() {}

    static String of(Callback callback) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("runId", callback.run().id().value());
        members.put("triggerId", callback.run().trigger().value());
        members.put("triggerName", callback.facts().triggerName());
        members.put("runKey", callback.facts().runKey().map(RunKey::value).orElse(null));
        members.put("scheduledAt", callback.run().scheduledAt().toString());
        members.put("attempt", callback.attempt());
        members.put("applicationId", callback.run().application().value());
        members.put("applicationSlug", callback.facts().applicationSlug().value());
        members.put("tenantId", callback.run().tenant().value());
        members.put("tenantSlug", callback.facts().tenantSlug().value());
        members.put("projectId", callback.run().project().value());
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
