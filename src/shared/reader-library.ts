/** The database of the reader's library. */
export const readerLibrary = "reader-library";
