import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** How a page is shown: the width of the screen in CSS pixels, and the colours that the reader prefers. */
export type Screen = { readonly width: number; readonly scheme: "light" | "dark" };

export type HeadlessBrowser = {
  /**
   * Shows an HTML document on such a screen and runs `look` on the page. The page is closed afterwards. Scripts of the document do
   * not run before the document is complete.
   */
  readonly show: <T>(html: string, screen: Screen, look: (page: ShownPage) => Promise<T>) => Promise<T>;
  /** Stops the browser and removes its files. */
  readonly close: () => Promise<void>;
};

export type ShownPage = {
  /** Returns the value of a JavaScript expression in the page, through JSON; waits for a promise. Throws what it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Returns a PNG of the whole page, however long it is. */
  readonly picture: () => Promise<Uint8Array>;
};

/** Loads nothing but what it is given: no updates, no lists of dangerous pages. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--hide-scrollbars",
  "--remote-debugging-pipe",
];

/**
 * Starts Chromium. One browser shows any number of pages, because its start costs more than a page. If Chromium is missing or
 * stops early, `show` throws.
 */
export async function startHeadlessBrowser(): Promise<HeadlessBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "browser-"));
  const child = spawn("chromium", [...flags, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const send = connect(child);
  return {
    show: (html, screen, look) => show(send, html, screen, look),
    close: async () => {
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Runs `use` with a browser that is stopped afterwards. */
export async function withHeadlessBrowser<T>(use: (browser: HeadlessBrowser) => Promise<T>): Promise<T> {
  const browser = await startHeadlessBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

type Send = (method: string, params?: object, session?: string) => Promise<Answer>;

/** Any answer of the protocol; only the fields that are read here. */
type Answer = {
  readonly targetId?: string;
  readonly sessionId?: string;
  readonly frameTree?: { readonly frame: { readonly id: string } };
  readonly cssContentSize?: { readonly width: number; readonly height: number };
  readonly data?: string;
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string }; readonly text?: string };
};

type Message = { readonly id?: number; readonly result?: Answer; readonly error?: { readonly message: string } };

/** The Chrome DevTools Protocol over two pipes, in which a zero byte ends a message. */
function connect(child: ChildProcess): Send {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let stopped: Error | null = null;
  const stop = (error: Error) => {
    stopped = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.once("error", stop);
  child.once("exit", (code) => stop(new Error(`Chromium stopped with code ${code}.`)));
  // A browser that has stopped is reported by the two events above.
  toBrowser.on("error", () => {});
  let pieces: Buffer[] = [];
  fromBrowser.on("data", (bytes: Buffer) => {
    let rest = bytes;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      receive(Buffer.concat([...pieces, rest.subarray(0, end)]).toString());
      pieces = [];
      rest = rest.subarray(end + 1);
    }
    pieces.push(rest);
  });

  function receive(text: string): void {
    const { id, result, error } = JSON.parse(text) as Message;
    const call = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !call) return;
    waiting.delete(id);
    if (error) call.reject(new Error(`Chromium refused: ${error.message}`));
    else call.resolve(result ?? {});
  }

  let lastId = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      // Nobody would answer.
      if (stopped !== null) return reject(stopped);
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      toBrowser.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
    });
}

async function show<T>(
  send: Send,
  html: string,
  { width, scheme }: Screen,
  look: (page: ShownPage) => Promise<T>,
): Promise<T> {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const ask: Send = (method, params) => send(method, params, sessionId);
  await ask("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false });
  await ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  const { frameTree } = await ask("Page.getFrameTree");
  await ask("Page.setDocumentContent", { frameId: frameTree?.frame.id, html });
  try {
    return await look({
      evaluate: (expression) => evaluate(ask, expression),
      picture: () => picture(ask, width),
    });
  } finally {
    await send("Target.closeTarget", { targetId });
  }
}

async function evaluate(ask: Send, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await ask("Runtime.evaluate", {
    expression,
    returnByValue: true,
    awaitPromise: true,
  });
  if (exceptionDetails) {
    throw new Error(`The page threw: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  }
  return result?.value;
}

async function picture(ask: Send, width: number): Promise<Uint8Array> {
  const { cssContentSize } = await ask("Page.getLayoutMetrics");
  const clip = { x: 0, y: 0, width, height: cssContentSize?.height ?? 0, scale: 1 };
  const { data = "" } = await ask("Page.captureScreenshot", { captureBeyondViewport: true, clip });
  return Buffer.from(data, "base64");
}
