/** What is looked at after going live: the first hour, the fourth, and every day. */
package dev.sparkle.cli.check;
