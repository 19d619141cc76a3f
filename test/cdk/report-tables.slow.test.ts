import { Match, type Template } from "aws-cdk-lib/assertions";
import { parquetMetadata, parquetSchema } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import { tableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { drawDayTable } from "../../functions/daily-report/session-table/draw-day-table.ts";
import { handled, reportOf } from "../session-rows.ts";
import { filesOf } from "../session-table/table-files.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

let template: Template;
beforeAll(() => {
  template = templateOf({ reports: [report(), report({ id: "second", enabled: false }), report({ id: "third-1" })] });
});

type TableInput = {
  readonly Name: string;
  readonly PartitionKeys: unknown;
  readonly Parameters: Record<string, unknown>;
  readonly StorageDescriptor: { readonly Columns: unknown; readonly Location: unknown };
};

function inputOf(name: string): TableInput {
  const inputs = Object.values(template.findResources("AWS::Glue::Table")).map(
    ({ Properties }) => Properties.TableInput,
  );
  const found = inputs.filter(({ Name }) => Name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The columns of a parquet file as Glue names them. */
function columnsOf(file: Uint8Array) {
  const { children } = parquetSchema(parquetMetadata(new Uint8Array(file).buffer));
  return children.map(({ element: { name, type, converted_type, logical_type } }) => {
    const kinds = [type, converted_type, logical_type?.type].filter((kind) => kind !== undefined).join(" ");
    return { Name: name, Type: glueTypes[kinds] ?? kinds };
  });
}

const glueTypes: Readonly<Record<string, string>> = {
  "BYTE_ARRAY UTF8": "string",
  "INT64 TIMESTAMP_MILLIS TIMESTAMP": "timestamp",
  INT64: "bigint",
  DOUBLE: "double",
  BOOLEAN: "boolean",
};

describe("ReportTables", () => {
  it("has one database with the tables sessions and days", () => {
    template.hasResourceProperties("AWS::Glue::Database", { DatabaseInput: { Name: "daily_report" } });
    template.resourceCountIs("AWS::Glue::Table", 2);
    template.allResourcesProperties("AWS::Glue::Table", {
      DatabaseName: { Ref: Match.stringLikeRegexp("^TablesDatabase") },
      TableInput: {
        TableType: "EXTERNAL_TABLE",
        StorageDescriptor: {
          InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
          OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
        },
      },
    });
    template.hasOutput("ReportDatabaseName", {});
  });

  it("has the columns of the files that a run writes, in their order and with their types", async () => {
    const rows = [handled({ nps: 9 })];

    expect(inputOf("sessions").StorageDescriptor.Columns).toEqual(columnsOf((await filesOf([rows])).parquet));
    expect(inputOf("days").StorageDescriptor.Columns).toEqual(columnsOf(await drawDayTable(reportOf(rows))));
  });

  it("projects the partitions: every report of the definitions, also a disabled one, and every day until tomorrow", () => {
    for (const name of ["sessions", "days"]) {
      expect(inputOf(name).PartitionKeys).toEqual([
        { Name: "report", Type: "string" },
        { Name: "day", Type: "date" },
      ]);
      expect(inputOf(name).Parameters).toMatchObject({
        classification: "parquet",
        "projection.enabled": "true",
        "projection.report.type": "enum",
        "projection.report.values": "support,second,third-1",
        "projection.day.type": "date",
        "projection.day.format": "yyyy-MM-dd",
        "projection.day.range": "2020-01-01,NOW+1DAYS",
      });
    }
  });

  it.each([
    ["sessions", "sessions.parquet"],
    ["days", "days.parquet"],
  ] as const)("finds the file of the table %s where a run writes it", (name, file) => {
    const { Parameters, StorageDescriptor } = inputOf(name);
    const bucket = { Ref: expect.stringMatching(/^ArchiveBucket/) };
    const place = (key: string) => ({ "Fn::Join": ["", ["s3://", bucket, `/${key}`]] });

    const ref = { report: `\${report}`, date: `\${day}` };
    expect(Parameters["storage.location.template"]).toEqual(place(String(tableKey(ref, file)).replace(file, "")));
    expect(StorageDescriptor.Location).toEqual(place(`tables/${name}/`));
  });
});
