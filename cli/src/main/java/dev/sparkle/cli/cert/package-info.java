/** {@code ./sparkle cert}: the certificate that learners' browsers see. */
package dev.sparkle.cli.cert;
