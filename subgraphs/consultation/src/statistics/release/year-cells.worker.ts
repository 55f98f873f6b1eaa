import { parentPort, workerData } from 'node:worker_threads';
import { cellsOfYear, type YearParts } from './year-cells.ts';

/** Makes a year's cells of what it was started with, and tells them to its parent. */
parentPort?.postMessage(cellsOfYear(workerData as YearParts));
