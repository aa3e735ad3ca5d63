/** What becomes of an application in another tenant when it is promoted or copied there (contract T3). */
package dev.productify.manager.domain.promotion;
