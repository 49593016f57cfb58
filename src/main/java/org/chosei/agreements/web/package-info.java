/** The pages of agreements: signing and ending for an organisation, the record of it for staff. */
@NullMarked
package org.chosei.agreements.web;

import org.jspecify.annotations.NullMarked;
