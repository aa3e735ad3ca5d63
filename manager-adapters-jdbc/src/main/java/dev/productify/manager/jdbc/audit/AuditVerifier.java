package dev.productify.manager.jdbc.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Checks the seals of the audit log from the words of {@code docs/features/audit.md}. It shares no code with what makes
 * them, so that a mistake in one is noticed by the other. It reads page by page, whatever the number of rows.
 */
public final class AuditVerifier {
    private static final int PAGE = 1000;
    private static final UUID NIL = new UUID(0, 0);

    private static final String ROWS = """
            select s.sequence, s.row_id, s.row_hash, s.head, s.sealed_at,
                   l.id, l.created_at, l.project_id, l.tenant_id, l.action, l.entity_type, l.entity_id, l.description,
                   l.changes::text, l.metadata::text, l.user_id, l.machine_user_id, l.actor, l.ip_address, l.user_agent,
                   l.request_id
              from audit_seal s left join audit_log l on l.id = s.row_id
             where s.chain = ? and s.sequence > ?
             order by s.sequence limit ?
            """;
    private static final int FIRST_COLUMN = 6;
    private static final int COLUMNS = 16;

    private static final String OUTSIDE = """
            select l.id, l.project_id, s.row_id is null and u.audit_id is null as outside
              from (select id, project_id from audit_log where id > ? order by id limit ?) l
              left join audit_seal s on s.row_id = l.id
              left join audit_unsealed u on u.audit_id = l.id
             order by l.id
            """;

    private final Connection connection;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<UUID, Head> heads = new LinkedHashMap<>();
    private long rows;

    private AuditVerifier(Connection connection) {
        this.connection = connection;
    }

    /** The end of a chain. */
    public record Head(UUID chain, long sequence, String hash) {
        @Override
        public String toString() {
            return name(chain) + "=" + sequence + ":" + hash;
        }
    }

    /**
     * Something that is not as it was sealed.
     *
     * @param row the first row of its chain that is wrong; {@code null} when no row can be named
     */
    public record Finding(UUID chain, UUID row, String wrong) {
        @Override
        public String toString() {
            return name(chain) + ": " + (row == null ? "" : "row " + row + ": ") + wrong;
        }
    }

    /**
     * @param heads of the chains, as far as they hold
     * @param findings empty when all is as it was
     * @param rows how many seals were looked at
     */
    public record Report(List<Head> heads, List<Finding> findings, long rows) {}

    /**
     * Reads everything and changes nothing.
     *
     * @param connection under a role that may read, in autocommit
     * @param expected heads that somebody kept; each must be in its chain
     */
    public static Report verify(Connection connection, List<Head> expected) throws SQLException {
        AuditVerifier verifier = new AuditVerifier(connection);
        try (Statement bind = connection.createStatement()) {
            bind.execute("set manager.binding = 'platform'");
            bind.execute("set default_transaction_read_only = on");
            try {
                verifier.run(expected);
            } finally {
                bind.execute("reset manager.binding");
                bind.execute("reset default_transaction_read_only");
            }
        }
        return new Report(List.copyOf(verifier.heads.values()), List.copyOf(verifier.findings), verifier.rows);
    }

    private void run(List<Head> expected) throws SQLException {
        UUID chain = nextChain("select chain from audit_seal order by chain limit 1", null);
        while (chain != null) {
            follow(chain, expected);
            chain = nextChain("select chain from audit_seal where chain > ? order by chain limit 1", chain);
        }
        for (Head head : expected) {
            if (!heads.containsKey(head.chain())) {
                findings.add(new Finding(head.chain(), null, "cut: the chain is gone, it had seal " + head.sequence()));
            }
        }
        findRowsOutside();
        findLostRows();
    }

    private UUID nextChain(String sql, UUID last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (last != null) {
                statement.setObject(1, last);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    /** Up to the first seal that does not hold. */
    private void follow(UUID chain, List<Head> expected) throws SQLException {
        List<Head> wanted =
                expected.stream().filter(head -> head.chain().equals(chain)).toList();
        byte[] head = sha256(("productify-manager audit chain 1 " + chain).getBytes(StandardCharsets.UTF_8));
        long sequence = 0;
        boolean holds = true;
        boolean more = true;
        while (more && holds) {
            more = false;
            try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
                statement.setObject(1, chain);
                statement.setLong(2, sequence);
                statement.setInt(3, PAGE);
                try (ResultSet row = statement.executeQuery()) {
                    while (holds && row.next()) {
                        more = true;
                        String wrong = wrong(chain, row, sequence + 1, head);
                        holds = wrong == null;
                        if (holds) {
                            sequence++;
                            rows++;
                            head = row.getBytes("head");
                            compare(wanted, sequence, head);
                        } else {
                            findings.add(new Finding(chain, row.getObject("row_id", UUID.class), wrong));
                        }
                    }
                }
            }
        }
        heads.put(chain, new Head(chain, sequence, HexFormat.of().formatHex(head)));
        for (Head kept : wanted) {
            if (kept.sequence() > sequence && holds) {
                findings.add(new Finding(
                        chain, null, "cut: the chain ends at seal " + sequence + ", it had seal " + kept.sequence()));
            }
        }
    }

    private void compare(List<Head> wanted, long sequence, byte[] head) {
        for (Head kept : wanted) {
            if (kept.sequence() == sequence
                    && !kept.hash().equals(HexFormat.of().formatHex(head))) {
                findings.add(new Finding(
                        kept.chain(),
                        null,
                        "seal " + sequence + " is not the one that was kept: the chain was made anew"));
            }
        }
    }

    /** What is wrong with a seal and its row; {@code null} when nothing is. */
    private String wrong(UUID chain, ResultSet row, long sequence, byte[] before) throws SQLException {
        if (row.getLong("sequence") != sequence) {
            return "missing: seal " + sequence + " is gone, the next one there is " + row.getLong("sequence");
        }
        byte[] rowHash = row.getBytes("row_hash");
        Instant at = row.getObject("sealed_at", OffsetDateTime.class).toInstant();
        boolean linked = Arrays.equals(
                row.getBytes("head"), link(before, sequence, row.getObject("row_id", UUID.class), rowHash, at));
        if (!linked && sealedElsewhere(chain, row, sequence, before, at)) {
            return "reordered: another row was sealed as number " + sequence;
        }
        if (row.getObject("id", UUID.class) == null) {
            return "missing: the row is gone, it was sealed as number " + sequence;
        }
        if (!Arrays.equals(rowHash, sha256(canonical(row)))) {
            return "changed: the row is not as it was sealed as number " + sequence;
        }
        return linked ? null : "changed: its seal " + sequence + " does not follow the one before";
    }

    /** Whether the link holds with what is now said of another number: then the two changed places. */
    private boolean sealedElsewhere(UUID chain, ResultSet row, long sequence, byte[] before, Instant at)
            throws SQLException {
        byte[] head = row.getBytes("head");
        long last = 0;
        while (true) {
            boolean any = false;
            try (PreparedStatement statement = connection.prepareStatement("""
                    select sequence, row_id, row_hash from audit_seal
                     where chain = ? and sequence > ? order by sequence limit ?
                    """)) {
                statement.setObject(1, chain);
                statement.setLong(2, last);
                statement.setInt(3, PAGE);
                try (ResultSet other = statement.executeQuery()) {
                    while (other.next()) {
                        any = true;
                        last = other.getLong(1);
                        byte[] candidate =
                                link(before, sequence, other.getObject(2, UUID.class), other.getBytes(3), at);
                        if (last != sequence && Arrays.equals(head, candidate)) {
                            return true;
                        }
                    }
                }
            }
            if (!any) {
                return false;
            }
        }
    }

    private void findRowsOutside() throws SQLException {
        UUID last = NIL;
        int seen = PAGE;
        while (seen == PAGE) {
            seen = 0;
            try (PreparedStatement statement = connection.prepareStatement(OUTSIDE)) {
                statement.setObject(1, last);
                statement.setInt(2, PAGE);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        seen++;
                        last = row.getObject(1, UUID.class);
                        if (row.getBoolean(3)) {
                            UUID project = row.getObject(2, UUID.class);
                            findings.add(new Finding(
                                    project == null ? NIL : project,
                                    last,
                                    "inserted: the row neither has a seal nor waits for one"));
                        }
                    }
                }
            }
            if (findings.size() > PAGE) {
                return;
            }
        }
    }

    private void findLostRows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select u.audit_id from audit_unsealed u
                         where not exists (select from audit_log l where l.id = u.audit_id)
                         order by u.audit_id limit 1000
                        """)) {
            while (row.next()) {
                findings.add(new Finding(
                        NIL, row.getObject(1, UUID.class), "missing: the row is gone before it was sealed"));
            }
        }
    }

    private static byte[] link(byte[] before, long sequence, UUID row, byte[] rowHash, Instant at) {
        return written(out -> {
            out.write(before);
            out.writeLong(sequence);
            out.writeLong(row.getMostSignificantBits());
            out.writeLong(row.getLeastSignificantBits());
            out.write(rowHash);
            out.writeLong(microseconds(at));
        });
    }

    private static byte[] canonical(ResultSet row) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int column = FIRST_COLUMN; column < FIRST_COLUMN + COLUMNS; column++) {
            OffsetDateTime time = column == FIRST_COLUMN + 1 ? row.getObject(column, OffsetDateTime.class) : null;
            texts.add(time == null ? row.getString(column) : Long.toString(microseconds(time.toInstant())));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : texts) {
                out.writeBoolean(text != null);
                if (text != null) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static long microseconds(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** The SHA-256 of what is written. */
    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sha256(bytes.toByteArray());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    private static String name(UUID chain) {
        return chain.equals(NIL) ? "installation" : chain.toString();
    }
}
