using Coop.Server.Startup;

return await CoopServer.RunAsync(args);
