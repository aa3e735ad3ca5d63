package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments, again and again. Whatever happened, the next start on the same data folder comes
 * up by itself, everything that was acknowledged is there, and nothing is there by halves.
 */
class KillIT {
    private static final int ROUNDS = Integer.getInteger("manager.kill.rounds", 10);
    /** So many rounds in one data folder; then a new one begins. */
    private static final int ROUNDS_PER_FOLDER = 7;

    private static final long SEED = System.nanoTime();
    private static final int MOST_MILLIS_OF_WRITING = 600;
    private static final int MOST_MILLIS_OF_FIRST_START = 3_000;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<KilledNode> nodes = new ArrayList<>();
    private int inFirstStart;
    private int inStart;
    private int whileWriting;
    private int withDatabase;

    @AfterEach
    void end() throws Exception {
        for (KilledNode node : nodes) {
            node.end();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterEveryKill() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            switch (round % ROUNDS_PER_FOLDER) {
                case 0 -> killInFirstStart();
                case 1 -> killInStart();
                default -> killWhileWriting();
            }
        }
        for (KilledNode node : nodes) {
            node.startAndCheck();
            node.stop();
        }

        int acknowledged = nodes.stream().mapToInt(KilledNode::acknowledged).sum();
        int found = nodes.stream().mapToInt(KilledNode::found).sum();
        int lost = nodes.stream().mapToInt(KilledNode::lost).sum();
        System.out.println("KillIT: seed " + SEED + ", " + ROUNDS + " kills (" + inFirstStart + " in a first start, "
                + inStart + " in a start, " + whileWriting + " while writing; " + withDatabase
                + " took the database along), " + acknowledged + " acknowledged, " + found + " found, " + lost
                + " lost");
        assertThat(lost).isZero();
        assertThat(found).isGreaterThanOrEqualTo(acknowledged);
        if (whileWriting > 0) {
            assertThat(acknowledged).isPositive();
        }
    }

    private void killInFirstStart() throws Exception {
        boolean first = nodes.isEmpty();
        Path home = Files.createDirectory(folder.resolve("home" + nodes.size()));
        KilledNode node = new KilledNode(home);
        nodes.add(node);
        if (!first) { // the first one finds nothing at all
            node.data().withPrograms();
        }
        node.start();
        node.runFor(random.nextInt(MOST_MILLIS_OF_FIRST_START));
        kill(node);
        inFirstStart++;
    }

    private void killInStart() throws Exception {
        KilledNode node = newest();
        node.start();
        node.runFor(random.nextInt(MOST_MILLIS_OF_FIRST_START));
        kill(node);
        inStart++;
    }

    private void killWhileWriting() throws Exception {
        KilledNode node = newest();
        URI address = node.startAndCheck();
        try (Writers writers = new Writers(node.admin(address), node.project(address))) {
            writers.awaitFirst();
            node.runFor(random.nextInt(MOST_MILLIS_OF_WRITING));
            kill(node);
            node.acknowledge(writers.end());
        }
        whileWriting++;
    }

    private void kill(KilledNode node) throws Exception {
        boolean databaseToo = random.nextInt(3) == 0;
        if (databaseToo && random.nextBoolean()) {
            node.data().killPostmaster();
            node.kill();
        } else {
            node.kill();
            if (databaseToo) {
                node.data().killPostmaster();
            }
        }
        withDatabase += databaseToo ? 1 : 0;
    }

    private KilledNode newest() {
        return nodes.get(nodes.size() - 1);
    }
}
