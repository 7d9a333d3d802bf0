/** @file The worker that says formulas in words. It is a worker because a page could make a formula that takes long. */
import { answerMathsQuestions } from "./maths/answer-maths-questions.ts";

answerMathsQuestions("maths/");
