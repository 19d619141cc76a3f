import { Aws } from "aws-cdk-lib";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { glueColumns } from "./glue-columns.ts";
import type { ArchiveBucket } from "./report-archive.ts";

export type ReportTablesProps = {
  definitions: readonly ReportDefinition[];
  bucket: ArchiveBucket;
  /** The name of the Glue database. */
  name: string;
};

/** No report is older than the first day. Athena's clock is in UTC, which in some zones is a day behind. */
const days = "2020-01-01,NOW+1DAYS";

const hive = "org.apache.hadoop.hive.ql.io.parquet";

/**
 * The tables of the archive for Athena. Their partitions follow from the settings of the tables, so neither a crawler nor a run
 * has to announce a new day. The names are those that `npm run ask` uses.
 */
export class ReportTables extends Construct {
  readonly database: CfnDatabase;

  constructor(scope: Construct, id: string, props: ReportTablesProps) {
    super(scope, id);
    this.database = new CfnDatabase(this, "Database", {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: props.name, description: "Daily reports of contact centres: docs/archive.md" },
    });
    this.table("sessions", "One row per session: docs/sessions.md", props);
    this.table("days", "One row per metric of a day and of each row of its breakdowns: docs/archive.md", props);
  }

  private table(name: keyof typeof glueColumns, description: string, { definitions, bucket }: ReportTablesProps): void {
    const location = bucket.s3UrlForObject(`tables/${name}/`);
    new CfnTable(this, name, {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: this.database.ref,
      tableInput: {
        name,
        description,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [
          { name: "report", type: "string" },
          { name: "day", type: "date" },
        ],
        parameters: {
          classification: "parquet",
          "projection.enabled": "true",
          "projection.report.type": "enum",
          "projection.report.values": definitions.map((definition) => definition.id).join(","),
          "projection.day.type": "date",
          "projection.day.format": "yyyy-MM-dd",
          "projection.day.range": days,
          // Athena puts the values in.
          "storage.location.template": `${location}report=\${report}/day=\${day}/`,
        },
        storageDescriptor: {
          location,
          columns: glueColumns[name].map(([column, type]) => ({ name: column, type })),
          inputFormat: `${hive}.MapredParquetInputFormat`,
          outputFormat: `${hive}.MapredParquetOutputFormat`,
          serdeInfo: { serializationLibrary: `${hive}.serde.ParquetHiveSerDe` },
        },
      },
    });
  }
}
