/**
 * @file ONNX Runtime keeps its heap to itself, and a person is told what an open voice costs: so every `WebAssembly.Memory` that
 * is made in this worker is counted. To be imported before any module that makes one.
 */
const memories: WebAssembly.Memory[] = [];

WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

/** Bytes of all wasm heaps made so far in this worker; they never shrink. */
export function wasmMemoryBytes(): number {
  return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
