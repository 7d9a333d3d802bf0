/** A graph contains an operator, or a use of an operator, that is not supported here. The message names it. */
export class UnsupportedOperator extends Error {}
