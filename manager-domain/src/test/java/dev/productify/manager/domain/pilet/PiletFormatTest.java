package dev.productify.manager.domain.pilet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiletFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "//@pilet v:1(ref) | v1 | ref | ",
                "//@pilet v:1 | v0 | | ",
                "// @pilet v:2(ref_2,{\"a\":\"b\"}) | v2 | ref_2 | {\"a\":\"b\"}",
                "//@pilet v:2 | v2 | | ",
                "//@pilet v:3(r,{}) | v3 | r | {}",
                "//@pilet v:x(own) | own | | ",
                "//@pilet v:x | vx | | ",
                "//@pilet v:x(<script>) | vx | | ",
                "//@pilet v:0 | v0 | | ",
                "module.exports = {} | v0 | | ",
                " //@pilet v:2(r,{}) | v2 | r | {}",
            })
    void theFirstLineTells(String line, String spec, String reference, String dependencies) {
        PiletFormat format = PiletFormat.of(line.strip() + "\n//@pilet v:1(later)", false);

        assertThat(format.spec()).isEqualTo(spec);
        assertThat(format.requireRef().orElse(null)).isEqualTo(reference);
        assertThat(format.dependencies().orElse(null)).isEqualTo(dependencies);
    }

    @Test
    void aFederatedModuleIsKnownByItsContainer() {
        assertThat(PiletFormat.of("var acme_mf;(function(){", true).spec()).isEqualTo(PiletFormat.MF);
        assertThat(PiletFormat.of("var acme_mf;(function(){", false).spec()).isEqualTo(PiletFormat.V0);
        assertThat(PiletFormat.of("let acme_mf;", true).spec()).isEqualTo(PiletFormat.V0);
    }
}
