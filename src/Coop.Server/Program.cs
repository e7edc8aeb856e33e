using Coop.Server.Startup;

return await ServerRun.RunAsync(args);
