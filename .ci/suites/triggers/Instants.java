import dev.productify.manager.domain.trigger.CronExpression;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Answers each line of its input with a line of numbers, in seconds since 1970. Asked "zone TAB expression TAB from TAB until":
 * what is due behind the first and before the second. Asked "zone TAB - TAB from TAB until": the changes of clocks, each as
 * "when:offset before:offset behind".
 */
public class Instants {
    public static void main(String[] none) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] asked = line.split("\t");
            ZoneId zone = ZoneId.of(asked[0]);
            Instant from = Instant.ofEpochSecond(Long.parseLong(asked[2]));
            Instant until = Instant.ofEpochSecond(Long.parseLong(asked[3]));
            System.out.println(asked[1].equals("-") ? changes(zone, from, until) : due(zone, asked[1], from, until));
        }
    }

    private static String due(ZoneId zone, String text, Instant from, Instant until) {
        CronExpression expression = new CronExpression(text);
        StringJoiner due = new StringJoiner(" ");
        Optional<Instant> next = expression.next(from, zone);
        while (next.isPresent() && next.get().isBefore(until)) {
            due.add(Long.toString(next.get().getEpochSecond()));
            next = expression.next(next.get(), zone);
        }
        return due.toString();
    }

    private static String changes(ZoneId zone, Instant from, Instant until) {
        StringJoiner changes = new StringJoiner(" ");
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        while (change != null && change.getInstant().isBefore(until)) {
            changes.add(change.toEpochSecond() + ":" + change.getOffsetBefore().getTotalSeconds() + ":"
                    + change.getOffsetAfter().getTotalSeconds());
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes.toString();
    }
}
