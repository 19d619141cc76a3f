import { expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinWalkError } from "../../functions/daily-report/twin/twin-errors.ts";
import { listOver, walkToEnd } from "./list-double.ts";
import { crowd, dayFrom, dayTo, rowAt } from "./session-rows.ts";

it.each([
  { pageRows: 70, cutAbove: 10 },
  { pageRows: 10, cutAbove: 10 },
  { pageRows: 5, cutAbove: 20 },
])("walkDay throws soon and does not cut a day into seconds if the server ignores `to` (limits %j)", async (limits) => {
  // After the first page all sessions are in the last second, so every earlier slice counts them but contains no session.
  const early = Array.from({ length: limits.pageRows }, (_, nth) => rowAt(dayFrom + nth * 1000, `early${nth}`));
  const { list, requests } = listOver([...early, ...crowd(22, dayTo - 1)], { ignores: ["to"] }, limits.pageRows);
  const miscounting: ListPage = async (page, signal) => {
    const answer = await list(page, signal);
    return { ...answer, count: answer.count + 1 };
  };
  await expect(walkToEnd(miscounting, { ...limits, sessionsPerSlice: 20 })).rejects.toThrow(TwinWalkError);
  expect(requests.length).toBeLessThan(60);
});
