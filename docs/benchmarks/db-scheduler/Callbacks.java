import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** db-scheduler with a task that posts a callback each second and instance; started from its source by docs/benchmarks/run. */
public class Callbacks {
    public static void main(String[] arguments) throws Exception {
        URL receiver = new URL(arguments[0]);
        int workers = Integer.parseInt(arguments[1]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("BENCH_DB_URL"));
        config.setUsername(System.getenv("BENCH_DB_USER"));
        config.setPassword(System.getenv("BENCH_DB_PASSWORD"));
        config.addDataSourceProperty("currentSchema", "db_scheduler");
        config.setMaximumPoolSize(10);
        Schedule eachSecond = Schedules.cron("* * * * * *");
        CustomTask<Void> task = Tasks.custom("callback", Void.class).execute((instance, context) -> {
            post(receiver, instance.getId(), context.getExecution().executionTime);
            return (complete, operations) ->
                    operations.reschedule(complete, eachSecond.getNextExecutionTime(complete));
        });
        Scheduler scheduler = Scheduler.create(new HikariDataSource(config), task)
                .threads(workers)
                .pollingInterval(Duration.ofMillis(100))
                .pollUsingLockAndFetch(0.5, 4.0)
                .build();
        scheduler.start();
        scheduler.pause();
        HttpServer control = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        control.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/resume")) {
                scheduler.resume();
            } else {
                scheduler.pause();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        control.start();
        System.out.println("listening on port " + control.getAddress().getPort());
    }

    private static void post(URL receiver, String id, Instant scheduledAt) {
        try {
            HttpURLConnection connection = (HttpURLConnection) receiver.openConnection();
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            byte[] body = ("{\"triggerId\":\"" + id + "\",\"scheduledAt\":\"" + scheduledAt + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            if (connection.getResponseCode() != 204) {
                throw new IllegalStateException("answered " + connection.getResponseCode());
            }
            connection.getInputStream().close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
