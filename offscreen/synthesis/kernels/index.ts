export { convolve, interleave } from "./convolve";
export { activate, combine, scaleAndShift, shift } from "./pointwise";
