//! Where a text has what a query looks for.
