export { convolve, interleave } from "./convolve";
export { activate, combine, moveColumns, scaleAndShift } from "./pointwise";
