import { type Reply, type Seen, startScriptedServer } from "../../twin/scripted-server.ts";

type Answer = (request: Seen) => Promise<Reply>;

/** One real HTTP server for many scripts at once, each with a separate path. */
export type Stage = {
  open: (answer: Answer) => { url: string; close: () => void };
  /** An address of another server, which must never receive a request. */
  elsewhere: string;
  /** How many requests it received. */
  strays: () => number;
  close: () => Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const scenes = new Map<string, Answer>();
  const server = await startScriptedServer(async (request) => {
    // The server records all requests. For ten thousand scripts this would be too much.
    server.seen.length = 0;
    const answer = scenes.get(request.path.split("/")[1] ?? "");
    return answer === undefined ? { status: 400 } : answer(request);
  });
  const trap = await startScriptedServer(() => ({ json: { count: 0, items: [] } }));
  let opened = 0;
  return {
    open(answer) {
      opened += 1;
      const name = `script${opened}`;
      scenes.set(name, answer);
      return { url: `${server.url}/${name}`, close: () => void scenes.delete(name) };
    },
    elsewhere: `${trap.url}/sessions`,
    strays: () => trap.seen.length,
    close: async () => void (await Promise.all([server.close(), trap.close()])),
  };
}
