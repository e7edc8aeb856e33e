using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Coop.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DecisionSummaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "decision_summaries",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decision_summaries", x => x.sequence);
                    table.ForeignKey(
                        name: "FK_decision_summaries_decisions_sequence",
                        column: x => x.sequence,
                        principalTable: "decisions",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "decision_summaries");
        }
    }
}
