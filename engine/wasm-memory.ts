/**
 * @file Counts every `WebAssembly.Memory` that is created in this worker, because ONNX Runtime gives no access to its heap. Import this module before any
 * module that creates a memory.
 */
const memories: WebAssembly.Memory[] = [];

WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

/** The size of all wasm heaps of this worker, in bytes. It never decreases. */
export function wasmMemoryBytes(): number {
  return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
