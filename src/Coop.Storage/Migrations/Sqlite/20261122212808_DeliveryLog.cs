using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Coop.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliveryLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_action_executions_org_id",
                table: "action_executions");

            migrationBuilder.CreateIndex(
                name: "IX_action_executions_org_id_action_id_sequence",
                table: "action_executions",
                columns: new[] { "org_id", "action_id", "sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_action_executions_org_id_action_id_sequence",
                table: "action_executions");

            migrationBuilder.CreateIndex(
                name: "IX_action_executions_org_id",
                table: "action_executions",
                column: "org_id");
        }
    }
}
