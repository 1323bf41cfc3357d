/** HAProxy before the nodes: the address that stays while versions come and go. */
package dev.sparkle.cli.front;
