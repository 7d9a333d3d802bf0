/** @file `npm run bench`: the benchmarks live in a folder of their own. */
import "../bench/run.ts";
