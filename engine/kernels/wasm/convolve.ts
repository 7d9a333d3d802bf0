/*
 * AssemblyScript. Pointers and row lengths are bytes. Everything works on eight columns at a time: what lies up to seven columns behind the last
 * one of a row is read and written over, so rows must be that much longer.
 *
 * Blocks of four rows by two vectors: eight sums, two vectors of input and one weight are what the compilers of browsers keep in registers.
 * With one sum more they spill, and take twice as long (measured in V8: 57 against 26 GFLOPS on one core).
 */

/**
 * One-dimensional convolution: for each of `outChannels` rows (a multiple of four), `columns` sums over all rows and kernelSize of the input, which begins at
 * `input` with the column of the first tap. `weights` hold, for four rows at a time, `[inChannels][kernelSize][4]`; `dilation` is the distance of the kernelSize.
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

/** Puts rows that hold one sample of every `factor` in one row: row `channel` of the output is made of the rows `channel * factor` and on, from sample `skip` of them. */
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
