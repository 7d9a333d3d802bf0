/*
 * This is AssemblyScript. A matrix holds one row for each channel and one column for each time step. Pointers and row lengths are in bytes.
 * All kernels compute eight columns at a time: they read and overwrite up to seven columns after the last one of a row, so rows need that
 * much extra space.
 *
 * `convolve` computes blocks of four rows by two vectors. Eight sums, two input vectors and one weight fit into the registers that the
 * browsers' compilers use. With one more sum the compilers spill registers, and the kernel takes twice as long (measured in V8 on one core:
 * 57 GFLOPS without spilling, 26 GFLOPS with it).
 */

/**
 * One-dimensional convolution. Computes `columns` values in each of `outChannels` rows (a multiple of four). Each value is a bias plus a sum over
 * `inChannels` input rows and `kernelSize` columns in each row, which are `dilation` bytes apart. `input` points to the first of these columns
 * for the first output value. `weights` has the layout `[outChannels / 4][inChannels][kernelSize][4]`.
 */
export function convolve(input: usize, inputRow: isize, weights: usize, bias: usize, output: usize, outputRow: isize, inChannels: i32, outChannels: i32, kernelSize: i32, dilation: isize, columns: i32): void {
  const perBlock = <usize>(inChannels * kernelSize) << 4;
  for (let channel = 0; channel < outChannels; channel += 4) {
    for (let column = 0; column < columns; column += 8) {
      const at = <usize>column << 2;
      let a0 = v128.load32_splat(bias);
      let a1 = a0;
      let b0 = v128.load32_splat(bias, 4);
      let b1 = b0;
      let c0 = v128.load32_splat(bias, 8);
      let c1 = c0;
      let d0 = v128.load32_splat(bias, 12);
      let d1 = d0;
      let weight = weights;
      let row = input + at;
      for (let from = 0; from < inChannels; from++) {
        let tap = row;
        for (let step = 0; step < kernelSize; step++) {
          const x0 = v128.load(tap);
          const x1 = v128.load(tap, 16);
          let w = v128.load32_splat(weight);
          a0 = f32x4.add(a0, f32x4.mul(w, x0));
          a1 = f32x4.add(a1, f32x4.mul(w, x1));
          w = v128.load32_splat(weight, 4);
          b0 = f32x4.add(b0, f32x4.mul(w, x0));
          b1 = f32x4.add(b1, f32x4.mul(w, x1));
          w = v128.load32_splat(weight, 8);
          c0 = f32x4.add(c0, f32x4.mul(w, x0));
          c1 = f32x4.add(c1, f32x4.mul(w, x1));
          w = v128.load32_splat(weight, 12);
          d0 = f32x4.add(d0, f32x4.mul(w, x0));
          d1 = f32x4.add(d1, f32x4.mul(w, x1));
          weight += 16;
          tap += dilation;
        }
        row += inputRow;
      }
      let to = output + at;
      v128.store(to, a0);
      v128.store(to, a1, 16);
      to += outputRow;
      v128.store(to, b0);
      v128.store(to, b1, 16);
      to += outputRow;
      v128.store(to, c0);
      v128.store(to, c1, 16);
      to += outputRow;
      v128.store(to, d0);
      v128.store(to, d1, 16);
    }
    weights += perBlock;
    bias += 16;
    output += outputRow << 2;
  }
}

/**
 * Interleaves the phases of an upsampled signal: output row `channel` takes its samples in turn from the `factor` rows of `phases` that start at row
 * `channel * factor`. The first `skip` interleaved samples are left out.
 */
export function interleave(phases: usize, phasesRow: isize, output: usize, outputRow: isize, channels: i32, factor: isize, skip: isize, columns: i32): void {
  for (let channel = 0; channel < channels; channel++) {
    let to = output;
    const end = to + (<usize>columns << 2);
    let phase = skip % factor;
    let from = phases + ((skip / factor) << 2);
    while (to < end) {
      store<f32>(to, load<f32>(from + phase * phasesRow));
      to += 4;
      if (++phase === factor) {
        phase = 0;
        from += 4;
      }
    }
    phases += factor * phasesRow;
    output += outputRow;
  }
}
