using Learning.Hostile.Suite;

return await HostileCommand.Create().Parse(args).InvokeAsync();
