/** A graph has an operator, or a use of one, that this code does not know; the message says which. */
export class UnsupportedOperator extends Error {}
