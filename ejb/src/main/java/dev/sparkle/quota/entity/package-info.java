/** What budgets are made of: values that refuse what cannot be, and the decisions about them. */
package dev.sparkle.quota.entity;
