package dev.productify.manager.rest.pilet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.ports.testing.NpmPackage;
import dev.productify.manager.ports.testing.PlainPackage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a form may be, on both sides of each limit. */
class UploadTest {
    private static final int MOST = 1_000;

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeft() {
        assertThat(folder).isEmptyDirectory();
    }

    private Upload read(String form) throws Exception {
        return read(NpmPackage.FORM_TYPE, form);
    }

    private Upload read(String type, String form) throws Exception {
        return Upload.read(type, new ByteArrayInputStream(form.getBytes(ISO_8859_1)), folder, MOST);
    }

    private static String form(int bytes, String fields) {
        return NpmPackage.asForm(new byte[bytes], fields);
    }

    private static void assertRefused(String why, ThrowingCallable upload) {
        assertThatThrownBy(upload).hasMessageContaining(why);
    }

    @Test
    void theFileIsAsLongAsItMayBeAndNoLonger() throws Exception {
        try (Upload most = read(form(MOST, ""))) {
            assertThat(most.size()).isEqualTo(MOST);
            assertThat(most.hash()).isEqualTo(PlainPackage.hash(new byte[MOST]));
            assertThat(Files.size(most.file())).isEqualTo(MOST);
        }
        assertThatThrownBy(() -> read(form(MOST + 1, ""))).isInstanceOf(Upload.TooLarge.class);
    }

    @Test
    void theFormIsAsLongAsItMayBeAndNoLonger() throws Exception {
        int around = form(MOST, NpmPackage.field("other", "")).length() - MOST;
        String most = NpmPackage.field("other", "x".repeat((int) Upload.MOST_AROUND - around));
        read(form(MOST, most)).close();
        assertThatThrownBy(() -> read(form(MOST, most.replace("name=\"other\"", "name=\"other1\""))))
                .isInstanceOf(Upload.TooLarge.class);
    }

    @Test
    void theDescriptionIsAsLongAsItMayBeAndNoLonger() throws Exception {
        String most = "x".repeat(Upload.MOST_FIELD_BYTES);
        try (Upload upload = read(form(1, NpmPackage.field("description", most)))) {
            assertThat(upload.description()).contains(most);
        }
        assertRefused(
                "at most " + Upload.MOST_FIELD_BYTES, () -> read(form(1, NpmPackage.field("description", most + "x"))));
    }

    @Test
    void thereAreAsManyFieldsAsThereMayBeAndNoMore() throws Exception {
        String field = NpmPackage.field("other", "x");
        read(form(1, field.repeat(Upload.MOST_PARTS - 1))).close();
        assertRefused("no well-formed form", () -> read(form(1, field.repeat(Upload.MOST_PARTS))));
    }

    @Test
    void theBoundaryIsAsLongAsItMayBeAndNoLonger() throws Exception {
        String most = "b".repeat(70);
        read("multipart/form-data; boundary=" + most, form(1, "").replace("----boundary-of-the-form", most))
                .close();
        String over = most + "b";
        assertRefused(
                "at most 70",
                () -> read(
                        "multipart/form-data; boundary=" + over,
                        form(1, "").replace("----boundary-of-the-form", over)));
    }

    @Test
    void theFileComesOnce() {
        String form = form(1, "");
        String twice = form.substring(0, form.lastIndexOf("------")) + form;
        assertRefused("more than once", () -> read(twice));
    }
}
