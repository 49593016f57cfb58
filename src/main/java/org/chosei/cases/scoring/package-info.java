/** How the CSIRT judges the vulnerabilities of a case: CVSS, SSVC, weaknesses, each with its history. For staff. */
@org.springframework.modulith.NamedInterface("scoring")
@NullMarked
package org.chosei.cases.scoring;

import org.jspecify.annotations.NullMarked;
