/** The page frame: views, messages, errors, security headers, permissions on handlers. Imports no feature. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "access", "jobs"})
@NullMarked
package org.chosei.web;

import org.jspecify.annotations.NullMarked;
