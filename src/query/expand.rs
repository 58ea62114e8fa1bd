//! Other forms of the words of a query.
