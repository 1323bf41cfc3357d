/** New versions beside old ones: releases, the way from one to the other, and back. */
package dev.sparkle.cli.deploy;
