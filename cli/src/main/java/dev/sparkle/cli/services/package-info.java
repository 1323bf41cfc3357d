/**
 * The parts an installation is made of, without a container around them: PostgreSQL with pgvector,
 * Redis, Liberty nodes, and the tools they come from. The operator's command and the integration
 * tests use the same classes.
 *
 * <p>Nothing here touches the machine's own services, package lists or data. Every process is
 * remembered by pid and start time, and only a process that is still the remembered one is ended.
 */
package dev.sparkle.cli.services;
