/* This is AssemblyScript. Pointers, lengths and columns are as convolve.ts describes them. With a row length of 0, all rows are the same row. */

/** The operations of `combine`. */
export enum Combination {
  add,
  subtract,
  multiply,
}

/** The functions of `activate`. */
export enum Activation {
  leakyRelu,
  tanh,
  sigmoid,
}

/** Combines two matrices element by element. */
export function combine(combination: Combination, a: usize, aRow: isize, b: usize, bRow: isize, output: usize, outputRow: isize, rows: i32, columns: i32): void {
  const length = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < length; at += 16) {
      const left = v128.load(a + at);
      const right = v128.load(b + at);
      const result =
        combination === Combination.add ? f32x4.add(left, right) : combination === Combination.subtract ? f32x4.sub(left, right) : f32x4.mul(left, right);
      v128.store(output + at, result);
    }
    a += aRow;
    b += bRow;
    output += outputRow;
  }
}

/** Moves `columns` columns of each of `count` rows to the start of the row; they begin `skip` bytes after it. */
export function moveColumns(rows: usize, rowBytes: isize, skip: usize, count: i32, columns: i32): void {
  const length = <usize>columns << 2;
  for (let row = 0; row < count; row++) {
    for (let at: usize = 0; at < length; at += 16) v128.store(rows + at, v128.load(rows + at + skip));
    rows += rowBytes;
  }
}

/**
 * Multiplies each row by a scale and adds a shift. `scale` and `shift` point to the numbers of the first row; `scaleStep` and `shiftStep` are the
 * distances in bytes from one row's number to the next.
 */
export function scaleAndShift(input: usize, inputRow: isize, scale: usize, scaleStep: isize, shift: usize, shiftStep: isize, output: usize, outputRow: isize, rows: i32, columns: i32): void {
  const length = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    const scales = v128.load32_splat(scale);
    const shifts = v128.load32_splat(shift);
    for (let at: usize = 0; at < length; at += 16) v128.store(output + at, f32x4.add(f32x4.mul(v128.load(input + at), scales), shifts));
    input += inputRow;
    scale += scaleStep;
    shift += shiftStep;
    output += outputRow;
  }
}

/** Applies an activation function to each element. `slope` is the slope of `leakyRelu` below zero; the other functions ignore it. */
export function activate(activation: Activation, input: usize, inputRow: isize, output: usize, outputRow: isize, rows: i32, columns: i32, slope: f32): void {
  const length = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < length; at += 16) {
      const x = v128.load(input + at);
      const result = activation === Activation.leakyRelu ? rectify(x, slope) : activation === Activation.tanh ? hyperbolicTangent(x) : logistic(x);
      v128.store(output + at, result);
    }
    input += inputRow;
    output += outputRow;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function rectify(x: v128, slope: f32): v128 {
  const zero = f32x4.splat(0);
  return f32x4.add(f32x4.max(x, zero), f32x4.mul(f32x4.min(x, zero), f32x4.splat(slope)));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exponential(f32x4.add(x, x)), one)));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function logistic(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
}

/**
 * e to the power of x, with a relative error of 2e-7: 2 to the power of an integer, times the exponential series of the remainder (terms up to the
 * seventh power, by Horner's rule).
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function exponential(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87));
  const exponent = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)));
  // The logarithm of 2 in two parts. The first has so few bits that its product is exact (Cody and Waite, Software Manual for the Elementary Functions, 1980).
  const remainder = f32x4.sub(f32x4.sub(bounded, f32x4.mul(exponent, f32x4.splat(0.693359375))), f32x4.mul(exponent, f32x4.splat(-2.1219444e-4)));
  let sum = f32x4.splat(1 / 5040.0);
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1 / 720.0));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1 / 120.0));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1 / 24.0));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1 / 6.0));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1));
  sum = f32x4.add(f32x4.mul(sum, remainder), f32x4.splat(1));
  return f32x4.mul(sum, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(exponent), i32x4.splat(127)), 23));
}
