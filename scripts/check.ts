/** @file `npm run check`: all checks of the sources that do not run them. */
import { print, summarise, type Outcome } from "./test/test-reporter.ts";
import { runStep, sourceSteps } from "./test/test-steps.ts";

const outcomes: Outcome[] = [];
for (const step of sourceSteps) {
  const outcome = await runStep(step);
  outcomes.push(outcome);
  print(outcome);
}
if (!summarise(outcomes)) process.exitCode = 1;
