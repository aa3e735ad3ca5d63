package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsTest {
    private final Documents documents = new Documents(new Desk().api.schema(), GraphQlLimits.DEFAULT);

    @Test
    void aGoodDocumentIsReadOnce() {
        assertThat(documents.prepare("{ me { id } }")).isSameAs(documents.prepare("{ me { id } }"));
    }

    @Test
    void aBadDocumentIsNotKept() {
        documents.prepare("{ nothing }");
        documents.prepare("{");

        assertThat(documents.keptCount()).isZero();
    }

    @Test
    void aLongDocumentIsNotKept() {
        documents.prepare("{ me { id } }" + " ".repeat(Documents.KEPT_LENGTH));

        assertThat(documents.keptCount()).isZero();
    }

    @Test
    void noMoreAreKeptThanAllowedAndTheLeastUsedGoesFirst() {
        var first = documents.prepare("{ me { id } }");
        for (int i = 0; i < Documents.KEPT + 10; i++) {
            documents.prepare("{ f" + i + ": me { id } }");
            documents.prepare("{ me { id } }");
        }

        assertThat(documents.keptCount()).isEqualTo(Documents.KEPT);
        assertThat(documents.prepare("{ me { id } }")).isSameAs(first);
    }

    @Test
    void theLengthOfAllTogetherIsBounded() {
        String filler = " ".repeat(Documents.KEPT_LENGTH - 100);
        for (int i = 0; i < 100; i++) {
            documents.prepare("{ f" + i + ": me { id } }" + filler);
        }

        assertThat(documents.keptCount()).isLessThanOrEqualTo(Documents.KEPT_LENGTH_IN_TOTAL / filler.length());
    }
}
