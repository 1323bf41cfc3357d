/** What operators see and change of the installation as a whole. */
package dev.sparkle.operations.boundary;
