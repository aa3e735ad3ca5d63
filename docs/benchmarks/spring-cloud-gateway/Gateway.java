import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Spring Cloud Gateway with one route and its own defaults; started from its source by docs/benchmarks/run bus. */
@EnableAutoConfiguration
public class Gateway {
    public static void main(String[] backend) {
        SpringApplication.run(
                Gateway.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.cloud.gateway.server.webflux.routes[0].id=backend",
                "--spring.cloud.gateway.server.webflux.routes[0].uri=" + backend[0],
                "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**");
    }
}
