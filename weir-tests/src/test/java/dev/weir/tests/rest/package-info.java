/// The REST proxy as a whole: its description, browsers, its port, and what its page shows.
@NullMarked
package dev.weir.tests.rest;

import org.jspecify.annotations.NullMarked;
