import { describe, expect, test } from "vitest";
import { assertTwinAddress, twinHosts } from "../functions/daily-report/twin-address.ts";

const check = (address: string, loopback: boolean) => () => assertTwinAddress("TWIN_CHAT_URL", address, { loopback });

describe("assertTwinAddress allows the login to be sent", () => {
  test.each(Object.values(twinHosts).flatMap((service) => Object.values(service)))("to %s", (address) => {
    for (const loopback of [false, true]) expect(check(address, loopback)).not.toThrow();
  });

  test.each([
    "http://127.0.0.1:8080/api/v1",
    "http://localhost:8080",
    "http://[::1]:8080/api/v1",
    "https://127.0.0.2/",
  ])("on this machine only, to %s", (address) => {
    expect(check(address, true)).not.toThrow();
    expect(check(address, false)).toThrow(
      "TWIN_CHAT_URL is not an address of the TWIN API; it must be an https address at",
    );
  });
});

test.each([
  ["without TLS", "http://chat-api.twin24.ai/api/v1"],
  ["of the cloud's own services", "http://169.254.169.254/latest/meta-data"],
  ["of the cloud's own services, over TLS", "https://169.254.169.254/"],
  ["with the known host as a login", "https://chat-api.twin24.ai@evil.example.com/api/v1"],
  ["with a login", "https://canary:word@chat-api.twin24.ai/api/v1"],
  ["with the known host below another", "https://chat-api.twin24.ai.evil.example.com/"],
  ["below the known host", "https://evil.chat-api.twin24.ai/"],
  ["at another port", "https://chat-api.twin24.ai:8443/"],
  ["with a query", "https://chat-api.twin24.ai/api/v1?to=evil"],
  ["with a fragment", "https://chat-api.twin24.ai/api/v1#x"],
  ["that is a file", "file:///etc/passwd"],
  ["that is a socket", "unix:/var/run/docker.sock"],
  ["that is mapped into IPv6", "http://[::ffff:169.254.169.254]/"],
  ["that only starts like this machine", "http://127.0.0.1.evil.example.com/"],
  ["that only ends like this machine", "http://evil-localhost/"],
  ["of every interface", "http://0.0.0.0:8080/"],
  ["that is a path", "chat-api.twin24.ai/api/v1"],
  ["that is nothing", ""],
])("assertTwinAddress refuses an address %s and does not show it in the error", (_, address) => {
  for (const loopback of [false, true]) {
    expect(check(address, loopback)).toThrow("TWIN_CHAT_URL is not an address of the TWIN API");
    expect(check(address, loopback)).not.toThrow(/canary|evil|passwd|169/);
  }
});

test("assertTwinAddress accepts other spellings of an address of this machine", () => {
  for (const address of ["http://2130706433/", "http://0x7f.1/", "http://127.1/"]) {
    expect(check(address, true)).not.toThrow();
    expect(check(address, false)).toThrow("not an address of the TWIN API");
  }
});
