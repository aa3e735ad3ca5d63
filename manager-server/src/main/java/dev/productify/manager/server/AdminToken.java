package dev.productify.manager.server;

import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.server.secrets.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The file by which the administrator gets in: {@code admin-token} in the data folder, mode 0600. */
final class AdminToken implements Consumer<TokenText> {
    private final Path file;

    AdminToken(Path data) {
        this.file = data.resolve("admin-token");
    }

    @Override
    public void accept(TokenText token) {
        try {
            PrivateFiles.replace(file, token.reveal() + "\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(file + ": the token cannot be written", problem);
        }
    }

    /** Where it is and how it is used; never what it says. */
    String instructions(String address) {
        return """
                The token of the user admin is in %s
                Try it:
                  curl -s %s/query -H "Authorization: Bearer $(cat '%s')" \\
                    -H 'Content-Type: application/json' -d '{"query":"{ me { username } }"}'
                """.formatted(file, address, file);
    }
}
