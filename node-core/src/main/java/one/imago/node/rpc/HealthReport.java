package one.imago.node.rpc;

import java.util.List;
import java.util.Optional;
import one.imago.node.service.HealthCheck;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /livez} and {@code /readyz}. */
final class HealthReport {
    private final List<HealthCheck> checks;
    private final Incidents incidents;

    /** @param json the document to send */
    record Answer(boolean good, byte[] json) {}

    HealthReport(List<HealthCheck> checks, Incidents incidents) {
        this.checks = List.copyOf(checks);
        this.incidents = incidents;
    }

    /** It answers, so it lives. */
    Answer live() {
        return new Answer(true, write(JsonNodeFactory.instance.objectNode().put("live", true)));
    }

    Answer ready() {
        boolean ready = true;
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        for (HealthCheck check : checks) {
            Optional<String> problem = problem(check);
            ObjectNode detail = details.addObject().put("name", check.name()).put("ok", problem.isEmpty());
            problem.ifPresent(text -> detail.put("problem", text));
            ready &= problem.isEmpty();
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("ready", ready);
        report.set("checks", details);
        return new Answer(ready, write(report));
    }

    private Optional<String> problem(HealthCheck check) {
        try {
            return check.problem();
        } catch (RuntimeException e) {
            return Optional.of(
                    "the check itself failed; incident " + incidents.report("health check " + check.name(), e));
        }
    }

    private static byte[] write(ObjectNode json) {
        return RpcJson.mapper().writeValueAsBytes(json);
    }
}
