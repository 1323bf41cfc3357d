/** Small plots as SVG, for reports that are one file without outside resources. */
package dev.sparkle.cli.chart;
