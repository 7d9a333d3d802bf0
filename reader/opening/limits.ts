/** The largest file that is opened, in bytes. */
export const maxFileBytes = 200e6;
/** The largest file that is nothing but text, in bytes: a thousand books have less. */
export const maxTextBytes = 20e6;
/** A document with more elements is not shown. */
export const maxElements = 300_000;
/** What is nested deeper stands in the document as text only. */
export const maxDepth = 100;
