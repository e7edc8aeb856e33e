using Coop.Server.Bootstrap;

return await ServerCommandLine.RunAsync(args);
