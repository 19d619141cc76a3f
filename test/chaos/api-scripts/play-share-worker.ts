import { parentPort, workerData } from "node:worker_threads";
import { playShare, type Share } from "./play-share.ts";

parentPort?.postMessage(await playShare(workerData as Share));
